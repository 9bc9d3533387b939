import { Camera, X } from "lucide-react";
import { useEffect, useMemo } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { texts } from "./texts";

const MOST = 5;

export function Photos({ photos, change }: { photos: File[]; change: (photos: File[]) => void }) {
  const t = useTexts(texts);
  const shown = useMemo(() => photos.map((file) => ({ file, url: URL.createObjectURL(file) })), [photos]);
  useEffect(
    () => () => {
      for (const { url } of shown) URL.revokeObjectURL(url);
    },
    [shown],
  );
  return (
    <div className="photos" role="group" aria-label={t("photos", { n: MOST })}>
      {shown.map(({ file, url }) => (
        <span key={url} className="photo">
          <img src={url} alt={file.name} />
          <button type="button" aria-label={t("removePhoto", { name: file.name })} onClick={() => { change(photos.filter((one) => one !== file)); }}>
            <X size={16} aria-hidden />
          </button>
        </span>
      ))}
      {photos.length < MOST && (
        <label className="btn photo-add">
          <Camera size={20} aria-hidden />
          {t("addPhoto")}
          <input type="file" accept="image/*" multiple className="sr" onChange={(chosen) => { change([...photos, ...Array.from(chosen.target.files ?? [])].slice(0, MOST)); }} />
        </label>
      )}
    </div>
  );
}
