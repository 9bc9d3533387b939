import { useLocation } from "react-router";

/** The same pages stand at the root and inside the installed application. */
export const useBase = (): "" | "/m" => (useLocation().pathname.startsWith("/m/") ? "/m" : "");
