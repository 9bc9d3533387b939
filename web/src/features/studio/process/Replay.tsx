import { Pause, Play, X } from "lucide-react";
import type { RefObject } from "react";
import { useEffect, useRef, useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { fullTime } from "@/shared/time/format";
import type { Tokens } from "../model";
import { texts } from "./texts";
import type { Layout } from "./layout";
import { arcId } from "./layout";
import { standing } from "./tokens";

interface Props {
  data: Tokens;
  layout: Layout;
  tokens: RefObject<SVGGElement | null>;
  close: () => void;
}
const SPEEDS = [30, 60, 120];
const STEPS = 60;
/** Who asked for less motion sees single pictures that follow one another slowly. */
const STILL_MS = 1200;

const calm = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Cases walk over the map as they did: to be paused, wound to and fro, and played at several speeds. */
export function Replay({ data, layout, tokens, close }: Props) {
  const t = useTexts(texts);
  const [playing, setPlaying] = useState(true);
  const [speed, setSpeed] = useState(60);
  const [second, setSecond] = useState(0);
  const at = useRef(0);
  const [still] = useState(calm);
  const draw = useDrawing(data, layout, tokens);
  useEffect(() => {
    draw(at.current);
  }, [draw]);
  useEffect(() => {
    if (!playing) return;
    const forward = (by: number) => {
      at.current = Math.min(data.seconds, at.current + by);
      draw(at.current);
      if (at.current >= data.seconds) setPlaying(false);
    };
    if (still) {
      const timer = setInterval(() => { forward(data.seconds / STEPS); setSecond(at.current); }, STILL_MS);
      return () => { clearInterval(timer); };
    }
    let last = performance.now();
    let told = last;
    let frame = requestAnimationFrame(function next(now) {
      forward(((now - last) / 1000) * (data.seconds / speed));
      last = now;
      if (now - told > 100) {
        told = now;
        setSecond(at.current);
      }
      frame = requestAnimationFrame(next);
    });
    return () => { cancelAnimationFrame(frame); };
  }, [playing, speed, still, data.seconds, draw]);
  const wind = (to: number) => {
    at.current = to;
    setSecond(to);
    draw(to);
  };
  const when = data.begin ? fullTime(new Date(Date.parse(data.begin) + second * 1000).toISOString()).slice(0, 16) : "";
  return (
    <div className="replay" role="group" aria-label={t("replay")}>
      <button type="button" className="btn" onClick={() => { if (second >= data.seconds) wind(0); setPlaying(!playing); }}>
        {playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
        {playing ? t("pause") : t("play")}
      </button>
      <input type="range" min={0} max={data.seconds} step={Math.max(1, Math.round(data.seconds / 500))} value={Math.round(second)} aria-label={t("moment")} aria-valuetext={when} onChange={(change) => { setPlaying(false); wind(Number(change.target.value)); }} />
      <time className="mono">{when}</time>
      {!still && SPEEDS.map((seconds) => <button key={seconds} type="button" className="btn" data-quiet aria-pressed={speed === seconds} onClick={() => { setSpeed(seconds); }}>{t("inSeconds", { n: seconds })}</button>)}
      <span className="weak">{data.of > data.cases.length ? t("sample", { n: data.cases.length, of: data.of }) : t("allCases", { n: data.of })}</span>
      <span className="grow" />
      <button type="button" className="btn" data-quiet onClick={close} title={t("closeReplay")}><X size={16} aria-hidden /><span className="sr">{t("closeReplay")}</span></button>
    </div>
  );
}

/** Return what puts every token where its case stands; a case in between two steps is on their arc. */
function useDrawing(data: Tokens, layout: Layout, tokens: RefObject<SVGGElement | null>): (second: number) => void {
  const draw = useRef<(second: number) => void>(() => undefined);
  const [stable] = useState(() => (second: number) => { draw.current(second); });
  useEffect(() => {
    const group = tokens.current;
    if (!group) return;
    const dots = data.cases.map(() => group.appendChild(document.createElementNS(group.namespaceURI, "circle") as SVGCircleElement));
    for (const dot of dots) dot.setAttribute("r", "5");
    const nodes = new Map(layout.nodes.map((node) => [node.id, node]));
    const paths = new Map<string, { path: SVGPathElement; length: number }>();
    for (const { id } of layout.arcs) {
      const path = document.getElementById(`arc-${id}`);
      if (path instanceof SVGPathElement) paths.set(id, { path, length: path.getTotalLength() });
    }
    draw.current = (second) => {
      data.cases.forEach(({ steps }, i) => {
        const dot = dots[i];
        const stands = standing(steps, second);
        const from = stands && nodes.get(data.activities[stands.from] ?? "");
        const to = stands && nodes.get(data.activities[stands.to] ?? "");
        if (!dot) return;
        if (!from || !to) {
          dot.style.display = "none";
          return;
        }
        const found = paths.get(arcId(from.id, to.id));
        // what takes an arc that is not drawn goes straight
        const { x, y } = found ? found.path.getPointAtLength(found.length * stands.along) : { x: from.x + (to.x - from.x) * stands.along, y: from.y + (to.y - from.y) * stands.along };
        // tokens of one place stand beside each other
        dot.style.display = "";
        dot.setAttribute("cx", String(x + ((i * 7) % 11) - 5));
        dot.setAttribute("cy", String(y + ((i * 5) % 9) - 4));
      });
    };
    return () => {
      draw.current = () => undefined;
      for (const dot of dots) dot.remove();
    };
  }, [data, layout, tokens]);
  return stable;
}
