import { useMemo } from "react";

import type { CaseDetail } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { useAct, useActions } from "../queries";
import { texts } from "./texts";

const MOST = 3;

/** Where the words of the report may say it is, how surely and why; whoever may set the place takes one with one key. */
export function Told({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const say = useSay();
  const act = useAct();
  const may = useActions(one.number).data?.some(({ action, allowed }) => action === "locate" && allowed) ?? false;
  const note = one.preparation?.notes.find(({ places }) => places);
  const places = useMemo(() => (note?.places ?? []).filter(({ lon, lat }) => lon !== null && (lon !== one.lon || lat !== one.lat)).slice(0, MOST), [note, one.lon, one.lat]);
  const { mutate } = act;
  const keys = useMemo(
    () => !may ? [] : places.map(({ lon, lat, address }, index) => ({
      keys: `Alt+${String(index + 1)}`,
      label: t("takePlace", { name: address }),
      run: () => { mutate({ number: one.number, action: "locate", body: { lon, lat, address } }); },
    })),
    [may, places, mutate, one.number, t],
  );
  useKeys(t("map"), keys);
  if (!note) return null;
  return (
    <div className="panel-body told">
      <p className="weak small">{say(note)}</p>
      <ul className="told-places" aria-label={t("toldPlaces")}>
        {places.map((place, index) => (
          <li key={`${place.address}${String(place.lon)}`}>
            <button type="button" className="btn" disabled={!may || act.isPending} title={say(place.reason)} onClick={() => { keys[index]?.run(); }}>
              {may && <kbd>Alt+{index + 1}</kbd>} {place.address} <span className="weak small">{Math.round(place.confidence * 100)}%</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
