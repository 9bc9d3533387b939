import { useCallback, useEffect, useRef, useState } from "react";

import { load, save } from "@/shared/lib/storage";

const KEPT = "alarm-sound";
const ORANGE = 3;
const RED = 4;
const SHORT = 0.18;
const GAP = 0.12;
const PAUSE = 3_000;

/** Two tones for orange, three higher ones for red; made here, no file is fetched. */
function beep(audio: AudioContext, level: number): void {
  const tones = level >= RED ? 3 : 2;
  for (let turn = 0; turn < tones; turn += 1) {
    const at = audio.currentTime + turn * (SHORT + GAP);
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = level >= RED ? 1_046 : 740;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.3, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + SHORT);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + SHORT);
  }
}

/** A sound for new orange and red alarms, off until switched on here. Browsers want a click before the first sound. */
export function useSound() {
  const [on, setOn] = useState(() => load(KEPT, false));
  const audio = useRef<AudioContext>(undefined);
  const last = useRef(-Infinity);
  const ready = useCallback(() => {
    audio.current ??= new AudioContext();
    if (audio.current.state === "suspended") void audio.current.resume();
    return audio.current;
  }, []);
  useEffect(() => {
    if (!on) return;
    const wake = () => { ready(); };
    addEventListener("pointerdown", wake);
    addEventListener("keydown", wake);
    return () => {
      removeEventListener("pointerdown", wake);
      removeEventListener("keydown", wake);
    };
  }, [on, ready]);
  useEffect(() => () => {
    void audio.current?.close();
    audio.current = undefined;
  }, []);
  const toggle = () => {
    save(KEPT, !on);
    setOn(!on);
    if (!on) beep(ready(), ORANGE);
  };
  // A storm is one call: what follows within seconds is seen, not heard again.
  const heard = (level: number) => {
    if (!on || level < ORANGE || performance.now() - last.current < PAUSE) return;
    last.current = performance.now();
    beep(ready(), level);
  };
  return { on, toggle, heard };
}
