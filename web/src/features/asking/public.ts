export { default as AskPage } from "./AskPage";
