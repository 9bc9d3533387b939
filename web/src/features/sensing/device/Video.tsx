import { useState } from "react";

import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { hasRole, useMe } from "@/features/session/public";
import { CopyButton, Panel } from "@/shared/ui/parts";
import { useVideo } from "./queries";
import { texts } from "./texts";

const HOUR = 3_600_000;
/** Forms that a browser may play by itself, and what it must say it can. */
const TYPES: [RegExp, string][] = [[/\.m3u8(\?|$)|hls/, "application/vnd.apple.mpegurl"], [/\.mp4(\?|$)|fmp4/, "video/mp4"]];

/** The first address that this browser plays without any script of others. */
export function playable(addresses: Record<string, string>, can: (type: string) => string): string | null {
  for (const [form, address] of Object.entries(addresses)) {
    const type = /^https?:/.test(address) ? TYPES.find(([pattern]) => pattern.test(form) || pattern.test(address))?.[1] : undefined;
    if (type && can(type) !== "") return address;
  }
  return null;
}

/** A camera: what it sees now or saw, played here where the browser can, else by its addresses. */
export function Video({ code, span }: { code: string; span: { from: number; to: number } }) {
  const t = useTexts(texts);
  const say = useSay();
  const me = useMe();
  const may = hasRole(me, "dispatcher", "supervisor", "leader", "admin");
  const [mode, setMode] = useState<"" | "live" | "playback">("");
  const to = span.to;
  const asked = mode === "playback" ? { from: new Date(Math.max(span.from, to - 24 * HOUR)).toISOString(), to: new Date(to).toISOString() } : null;
  const video = useVideo(code, asked, mode !== "");
  const [broken, setBroken] = useState("");
  const addresses = video.data ?? {};
  const found = playable(addresses, (type) => document.createElement("video").canPlayType(type));
  return (
    <Panel title={t("video")} extra={may && (
      <span className="call-row">
        <button type="button" className="btn" aria-pressed={mode === "live"} onClick={() => { setMode("live"); }}>{t("liveVideo")}</button>
        <button type="button" className="btn" aria-pressed={mode === "playback"} onClick={() => { setMode("playback"); }}>{t("playback")}</button>
      </span>
    )}>
      {!may ? <p className="weak">{t("mayNotWatch")}</p> : mode === "" ? <p className="weak">{t("videoHint")}</p> : video.error ? <p className="refusal" role="alert">{say(asApiError(video.error).sentence)}</p> : !video.data ? <p role="status">{t("videoAsking")}</p> : (
        <>
          {found && broken !== found ? <video className="device-video" controls autoPlay muted playsInline src={found} aria-label={t("video")} onError={() => { setBroken(found); }} />
            : <p role="status">{found ? t("videoBroken") : t("videoCannot")}</p>}
          <ul className="device-addresses">{Object.entries(addresses).map(([form, address]) => <li key={form}><span className="tag">{form}</span> <a className="mono" href={address} rel="noreferrer" target="_blank">{address}</a> <CopyButton text={address} /></li>)}</ul>
        </>
      )}
    </Panel>
  );
}
