import { installContributions as install } from "@/app/contributions";

/** Contributions are tested as installed, the way the pages get them. */
export const installContributions = install;
export { installWall } from "@/app/wall";
