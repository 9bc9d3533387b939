import { Popover, Select } from "antd";
import { useEffect, useState } from "react";

import { useChannels } from "@/features/cases/public";
import { useMatters } from "@/features/matters/public";
import { useAreas, useAreaWords, useUnits } from "@/features/organisation/public";
import { whileIdle } from "@/shared/lib/idle";
import { warmMap } from "@/shared/map/warm";

const STEPS = 3;

/**
 * Makes ready, while nobody waits, what the first list and the first case would otherwise make their reader wait for:
 * names of units, areas and matters, the styles of the library's fields (it writes them when one is first drawn), the map.
 */
export function Warm() {
  const [step, setStep] = useState(0);
  useEffect(() => whileIdle([...Array.from({ length: STEPS }, (_, at) => () => { setStep(at + 1); }), warmMap]), []);
  if (step === 1) return <Names />;
  if (step === 2) return <div hidden><Select /><Popover content=""><i /></Popover></div>;
  return null;
}

function Names() {
  useUnits();
  useAreas();
  useAreaWords();
  useMatters();
  useChannels();
  return null;
}
