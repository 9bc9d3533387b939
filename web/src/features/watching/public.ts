export { default as WatchingPage } from "./WatchingPage";
