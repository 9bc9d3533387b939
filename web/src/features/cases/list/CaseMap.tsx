import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useNavigate } from "react-router";

import { address, api } from "@/shared/api/client";
import { useCityProfile } from "@/shared/api/city";
import type { Stage } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { cityRing } from "@/shared/map/box";
import { MapView } from "@/shared/map/MapView";
import { stageTone } from "@/shared/ui/parts";
import { ErrorState } from "@/shared/ui/states";
import type { Filters } from "../model/filters";
import { LIST } from "../queries";
import { texts } from "./texts";

interface Spots {
  items: { number: string; stage: Stage; lon: number; lat: number }[];
  total: number;
  total_is_capped: boolean;
}
const MOST = 5000;
const ROOT = "/api/v1";

/** The cases of a list where they are: the same filters, the newest five thousand. */
export function CaseMap({ filters }: { filters: Filters }) {
  const l = useTexts(texts);
  const navigate = useNavigate();
  const city = useCityProfile().data;
  const centre = useMemo(() => (city && city.lon !== null && city.lat !== null ? { lon: city.lon, lat: city.lat } : null), [city]);
  const spots = useQuery({
    queryKey: [LIST, "map", filters, centre],
    queryFn: ({ signal }) =>
      api.post<Spots>(
        address("/cases/within", filters).slice(ROOT.length),
        { geometry: { type: "Polygon", coordinates: [cityRing(centre?.lon ?? 0, centre?.lat ?? 0)] }, metres: 0, limit: MOST },
        { signal },
      ),
    enabled: centre !== null,
    staleTime: 30_000,
    placeholderData: (old) => old,
  });
  const points = useMemo(() => (spots.data?.items ?? []).map(({ number, lon, lat, stage }) => ({ id: number, lon, lat, tone: stageTone(stage) })), [spots.data]);
  const open = useCallback((number: string) => void navigate(`/desk/cases/${number}`), [navigate]);
  if (spots.error) return <ErrorState error={spots.error} retry={() => void spots.refetch()} />;
  if (city && centre === null) return <p className="weak panel-body">{l("mapNoCentre")}</p>;
  const { total = 0, items = [] } = spots.data ?? {};
  return (
    <div className="list-map">
      <p className="weak" role="status">
        {total > items.length ? l("mapCapped", { n: items.length, total: `${String(total)}${spots.data?.total_is_capped ? "+" : ""}` }) : l("mapShown", { n: points.length })}
      </p>
      <MapView height="100%" label={l("mapLabel")} points={points} focus={centre} onPoint={open} search tools />
    </div>
  );
}
