import { useEffect, useState, useSyncExternalStore } from "react";

/** The phone can be put on the home screen; the browser offers it once. */
interface InstallOffer extends Event {
  prompt: () => Promise<unknown>;
}

const LATER = 2_500;
let offer: InstallOffer | null = null;
let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function watch(registration: ServiceWorkerRegistration): void {
  const look = () => {
    // Without a controller this is the first visit: nothing old is on the screen, so nothing is to be renewed.
    waiting = navigator.serviceWorker.controller ? registration.waiting : null;
    tell();
  };
  look();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
}

let begun = false;
function begin(): void {
  if (begun) return;
  begun = true;
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event as InstallOffer;
    tell();
  });
  if (!document.querySelector('link[rel="manifest"]')) {
    const link = document.createElement("link");
    link.rel = "manifest";
    link.href = "/m/manifest.webmanifest";
    document.head.append(link);
  }
  const { serviceWorker } = navigator as Partial<Navigator>;
  if (!import.meta.env.PROD || !serviceWorker) return;
  const had = serviceWorker.controller !== null;
  let reloading = false;
  serviceWorker.addEventListener("controllerchange", () => {
    if (had && !reloading) {
      reloading = true;
      location.reload();
    }
  });
  const register = () =>
    void serviceWorker.register("/m/sw.js", { scope: "/m/", updateViaCache: "none" }).then(
      (registration) => {
        watch(registration);
        document.addEventListener("visibilitychange", () => {
          if (!document.hidden) registration.update().catch(() => undefined);
        });
      },
      () => undefined, // plain HTTP: everything works but for starting without a network
    );
  // What it keeps for later must not compete with what somebody waits for now.
  if (serviceWorker.controller) register();
  else setTimeout(register, LATER);
}

/** A newer version lies ready, or `null`. Taking it reloads the page; what was being written is kept. */
export function useUpdate(): (() => void) | null {
  useEffect(begin, []);
  const ready = useSyncExternalStore(subscribe, () => waiting);
  return ready ? () => { ready.postMessage("take over"); } : null;
}

/** Put the pages on the home screen, if the browser offers it. */
export function useInstall(): (() => void) | null {
  const found = useSyncExternalStore(subscribe, () => offer);
  const [used, setUsed] = useState(false);
  if (!found || used) return null;
  return () => {
    setUsed(true);
    void found.prompt();
  };
}
