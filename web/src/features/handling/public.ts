export { default as TasksPage } from "./TasksPage";
