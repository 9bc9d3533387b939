export { default as HotlinePage } from "./HotlinePage";
