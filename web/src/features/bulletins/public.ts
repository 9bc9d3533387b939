export { default as BulletinsPage } from "./BulletinsPage";
