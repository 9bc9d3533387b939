import { idempotencyKey } from "@/shared/api/client";
import type { components } from "@/shared/api/generated";
import type { Bilingual } from "@/shared/api/types";
import type { Spot } from "@/shared/capture/here";
import type { Photo } from "@/shared/capture/Photos";
import type { PictureId } from "@/shared/capture/vocabulary";
import { PICTURES } from "@/shared/capture/vocabulary";

export interface PublicDraft {
  /** Made with the draft: however often it is sent, it is one report. */
  id: string;
  text: string;
  picture: PictureId | null;
  address: string;
  spot: Spot | null;
  name: string;
  phone: string;
  photos: Photo[];
}
export const emptyDraft = (): PublicDraft => ({ id: idempotencyKey(), text: "", picture: null, address: "", spot: null, name: "", phone: "", photos: [] });

export type Body = components["schemas"]["PublicReport"];

/** What is still needed before a report can go: what happened, and where. */
export function lacking(draft: PublicDraft): "text" | "place" | null {
  if (draft.text.trim() === "" && draft.picture === null) return "text";
  return draft.address.trim() === "" && draft.spot === null ? "place" : null;
}

/** Return the body of a public report; what was not said is left out, a picture alone speaks for itself. */
export function publicBody(draft: PublicDraft, say: (words: Bilingual) => string): Body {
  const picture = draft.picture === null ? null : PICTURES[draft.picture];
  const body: Body = { text: draft.text.trim() || (picture ? say(picture.name) : "") };
  if (picture?.matter) body.matter = picture.matter;
  if (draft.address.trim()) body.address = draft.address.trim();
  if (draft.spot) Object.assign(body, { lon: draft.spot.lon, lat: draft.spot.lat, crs: "wgs84" });
  const reporter = Object.entries({ name: draft.name.trim(), phone: draft.phone.trim() }).filter(([, value]) => value !== "");
  if (reporter.length > 0) body.reporter = Object.fromEntries(reporter);
  return body;
}

export interface Receipt {
  id: string;
  number: string | null;
  secret: string;
}

/** The link keeps the secret behind `#`, where no server log sees it. */
export const followPath = ({ number, id, secret }: Receipt, base = ""): string =>
  `${base}/follow#${encodeURIComponent(number ?? id)}/${encodeURIComponent(secret)}`;

/** Read number and secret from what stands behind `#` in the address. */
export function parseHash(hash: string): { number: string; receipt: string } {
  const [number = "", receipt = ""] = hash.replace(/^#/, "").split("/");
  return { number: decodeURIComponent(number), receipt: decodeURIComponent(receipt) };
}
