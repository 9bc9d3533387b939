import type { LucideIcon } from "lucide-react";
import { Bike, CircleDot, Construction, Droplets, Ellipsis, HardHat, Lamp, Megaphone, Store, TrafficCone, Trash2, TreeDeciduous } from "lucide-react";

import { useTexts } from "../i18n/catalogue";
import { useSay } from "../i18n/language";
import { texts } from "./texts";
import type { PictureId } from "./vocabulary";
import { PICTURES } from "./vocabulary";
import "./capture.css";

const ICONS: Record<PictureId, LucideIcon> = {
  lamp: Lamp, cover: CircleDot, rubbish: Trash2, road: Construction, water: Droplets, tree: TreeDeciduous,
  parking: Bike, stall: Store, site: HardHat, advert: Megaphone, sign: TrafficCone, other: Ellipsis,
};

/** What it is about, by picture and word: the dozen matters that most reports are about. */
export function Pictures({ value, change }: { value: PictureId | null; change: (id: PictureId | null) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <div className="pictures" role="group" aria-label={t("matter")}>
      {(Object.keys(PICTURES) as PictureId[]).map((id) => {
        const Icon = ICONS[id];
        return (
          <button key={id} type="button" aria-pressed={value === id} onClick={() => { change(value === id ? null : id); }}>
            <Icon size={28} aria-hidden />
            {say(PICTURES[id].name)}
          </button>
        );
      })}
    </div>
  );
}
