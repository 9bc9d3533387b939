import { Camera, Images, X } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";

import { useTexts } from "../i18n/catalogue";
import { shrink } from "./photo";
import { texts } from "./texts";
import "./capture.css";

export interface Photo {
  blob: Blob;
  name: string;
}
interface Props {
  photos: Photo[];
  change: (photos: Photo[]) => void;
  most?: number;
  label?: string;
  /** The camera comes first and large. */
  big?: boolean;
}

/** Take or choose pictures; they are made small at once, so that keeping and sending them is cheap. */
export function Photos({ photos, change, most = 5, label, big }: Props) {
  const t = useTexts(texts);
  const shown = useMemo(() => photos.map((photo) => ({ photo, url: URL.createObjectURL(photo.blob) })), [photos]);
  useEffect(
    () => () => {
      for (const { url } of shown) URL.revokeObjectURL(url);
    },
    [shown],
  );
  const latest = useRef(photos);
  useEffect(() => {
    latest.current = photos;
  }, [photos]);
  const put = (next: Photo[]) => {
    latest.current = next;
    change(next);
  };
  // The picture is there at once, as it was taken, and made small afterwards: who sends in between loses nothing.
  const pick = (chosen: React.ChangeEvent<HTMLInputElement>) => {
    const files = Array.from(chosen.target.files ?? []);
    put([...latest.current, ...files.map((file) => ({ blob: file, name: file.name || "photo.jpg" }))].slice(0, most));
    for (const file of files) {
      void shrink(file).then((small) => {
        if (latest.current.some((photo) => photo.blob === file)) put(latest.current.map((photo) => (photo.blob === file ? { ...photo, blob: small } : photo)));
      });
    }
  };
  return (
    <div className="photos" role="group" aria-label={label ?? t("photos", { n: most })}>
      {shown.map(({ photo, url }) => (
        <span key={url} className="photo">
          <img src={url} alt={photo.name} />
          <button type="button" aria-label={t("removePhoto", { name: photo.name })} onClick={() => { change(photos.filter((one) => one !== photo)); }}>
            <X size={20} aria-hidden />
          </button>
        </span>
      ))}
      {photos.length < most && (
        <>
          <label className="btn photo-add" data-big={big && photos.length === 0}>
            <Camera size={big && photos.length === 0 ? 36 : 22} aria-hidden />
            {t("takePhoto")}
            <input type="file" accept="image/*" capture="environment" className="sr" onChange={pick} />
          </label>
          <label className="btn photo-add">
            <Images size={22} aria-hidden />
            {t("addPhoto")}
            <input type="file" accept="image/*" multiple className="sr" onChange={pick} />
          </label>
        </>
      )}
    </div>
  );
}
