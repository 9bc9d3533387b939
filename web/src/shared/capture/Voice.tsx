import { Mic, Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { useTexts } from "../i18n/catalogue";
import { useLanguage } from "../i18n/language";
import { texts } from "./texts";
import "./capture.css";

interface Heard {
  results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>;
  resultIndex: number;
}
interface Recogniser {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((heard: Heard) => void) | null;
  onend: (() => void) | null;
  onerror: (() => void) | null;
  start: () => void;
  stop: () => void;
  abort: () => void;
}
type Offer = new () => Recogniser;

/** What the browser offers for turning speech into text; most phones do, offices often do not. */
export function recogniser(scope: object = globalThis): Offer | null {
  const { SpeechRecognition, webkitSpeechRecognition } = scope as { SpeechRecognition?: Offer; webkitSpeechRecognition?: Offer };
  return SpeechRecognition ?? webkitSpeechRecognition ?? null;
}

/** A key that listens and writes. Without the browser's own recogniser there is no key, the keyboard has one. */
export function Voice({ onWords }: { onWords: (words: string) => void }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const [Offer] = useState(() => recogniser());
  const [state, setState] = useState<"idle" | "listening" | "failed">("idle");
  const running = useRef<Recogniser | null>(null);
  const say = useRef(onWords);
  useEffect(() => {
    say.current = onWords;
  });
  useEffect(() => () => running.current?.abort(), []);
  if (!Offer) return null;
  const start = () => {
    const made = new Offer();
    made.lang = language === "zh" ? "zh-CN" : "en-GB";
    made.continuous = true;
    made.interimResults = false;
    made.onresult = ({ results, resultIndex }) => {
      for (let at = resultIndex; at < results.length; at += 1) if (results[at]?.isFinal) say.current(results[at]?.[0]?.transcript ?? "");
    };
    made.onend = () => { setState((old) => (old === "failed" ? old : "idle")); };
    made.onerror = () => { setState("failed"); };
    running.current = made;
    setState("listening");
    made.start();
  };
  return (
    <span className="voice">
      <button type="button" className="btn" aria-pressed={state === "listening"} onClick={() => { if (state === "listening") running.current?.stop(); else start(); }}>
        {state === "listening" ? <Square size={20} aria-hidden /> : <Mic size={20} aria-hidden />}
        {state === "listening" ? t("stopVoice") : t("voice")}
      </button>
      <small className="weak" role="status">{state === "failed" ? t("voiceFailed") : t("voiceNote")}</small>
    </span>
  );
}
