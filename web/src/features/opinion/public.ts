export { opinionTabs } from "./tabs";
