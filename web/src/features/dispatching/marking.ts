import { URGENT_WORDS } from "./vocabulary";

export interface Piece {
  text: string;
  kind: "place" | "subject" | "urgent" | null;
}

/** Return the parts of an address that people say by themselves: road, number, landmark. */
export function addressParts(address: string | null): string[] {
  return (address ?? "").split(/(?<=\d+\D)|[\s,\uff0c]+/u).map((part) => part.trim()).filter((part) => part.length >= 3);
}

/** Split a text at the words that decide whose it is; the longest match wins and nothing is marked twice. */
export function markWords(text: string, places: string[], subject: string): Piece[] {
  const wanted: [string, Piece["kind"]][] = [
    ...places.map((word): [string, Piece["kind"]] => [word, "place"]),
    [subject, "subject"],
    ...URGENT_WORDS.map((word): [string, Piece["kind"]] => [word, "urgent"]),
  ];
  const words = wanted.filter(([word]) => word.length >= 2).sort(([a], [b]) => b.length - a.length);
  const pieces: Piece[] = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const found = words.find(([word]) => text.startsWith(word, at));
    if (!found) {
      plain += text[at] ?? "";
      at += 1;
      continue;
    }
    if (plain) pieces.push({ text: plain, kind: null });
    plain = "";
    pieces.push({ text: found[0], kind: found[1] });
    at += found[0].length;
  }
  if (plain) pieces.push({ text: plain, kind: null });
  return pieces;
}
