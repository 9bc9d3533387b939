export { PatrolPage } from "./PatrolPage";
export { TaskPage } from "./TaskPage";
export { TasksPage } from "./TasksPage";
