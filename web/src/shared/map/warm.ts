/** The map itself: large, so fetched when one is shown, or before when nothing else is to be done. */
export const loadMap = () => import("./MapCanvas");

interface Thrifty {
  connection?: { saveData?: boolean };
}

/** Fetch the map before it is needed, unless the person pays for every byte. */
export const warmMap = (): unknown => ((navigator as Thrifty).connection?.saveData ? null : loadMap());
