export { hasRole, placeName, SIGNED_IN, unitCode, useMe, useSignOut } from "./me";
export { SessionGate } from "./SessionGate";
export { default as EnterPage } from "./EnterPage";
export { SignInForm } from "./SignInForm";
