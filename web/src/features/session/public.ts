export { hasRole, placeName, unitCode, useMe, useSignOut } from "./me";
export { SessionGate } from "./SessionGate";
export { default as EnterPage } from "./EnterPage";
