import { ChevronsRight } from "lucide-react";
import type { PointerEvent } from "react";
import { useRef, useState } from "react";

const ENOUGH = 0.8;
const HANDLE = 56;

/**
 * A handle that is pulled to the right: nothing is signed by a pocket. It is an extra for the thumb; the button beside it
 * does the same for everybody, so this is hidden from readers of the screen.
 */
export function Pull({ label, done }: { label: string; done: () => void }) {
  const track = useRef<HTMLDivElement>(null);
  const from = useRef<number | null>(null);
  const [share, setShare] = useState(0);
  const [room, setRoom] = useState(0);
  const begin = (down: PointerEvent) => {
    setRoom((track.current?.clientWidth ?? 0) - HANDLE);
    from.current = down.clientX;
    (down.target as Element).setPointerCapture(down.pointerId);
  };
  const move = (now: PointerEvent) => {
    if (from.current !== null && room > 0) setShare(Math.min(1, Math.max(0, (now.clientX - from.current) / room)));
  };
  const end = () => {
    if (from.current === null) return;
    from.current = null;
    if (share >= ENOUGH) done();
    setShare(0);
  };
  return (
    <div ref={track} className="pull" aria-hidden data-far={share >= ENOUGH}>
      <span>{label}</span>
      <i style={{ transform: `translateX(${String(share * room)}px)` }} onPointerDown={begin} onPointerMove={move} onPointerUp={end} onPointerCancel={() => { from.current = null; setShare(0); }}>
        <ChevronsRight size={26} aria-hidden />
      </i>
    </div>
  );
}
