import { lazy, Suspense } from "react";

import { ErrorBoundary } from "../ui/ErrorBoundary";
import { Skeleton } from "../ui/states";
import type { MapProps } from "./types";
import { loadMap } from "./warm";
import "./map.css";

const MapCanvas = lazy(loadMap);

/** The map, fetched only when one is shown. */
export function MapView(props: MapProps) {
  return (
    <div className="map" style={{ height: props.height }}>
      <ErrorBoundary name="map">
        <Suspense fallback={<Skeleton rows={5} />}>
          <MapCanvas {...props} />
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}
