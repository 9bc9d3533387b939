import type { StudioTab } from "@/contributions/studio/model";
import type { Bilingual } from "@/shared/api/types";
import { ConformanceTab } from "./conformance/ConformanceTab";
import { DisputesTab } from "./disputes/DisputesTab";
import { EfficiencyTab } from "./efficiency/EfficiencyTab";
import { FindingsTab } from "./findings/FindingsTab";
import { MattersTab } from "./matters/MattersTab";
import { ProcessTab } from "./process/ProcessTab";
import { ProposalsTab } from "./proposals/ProposalsTab";
import { texts } from "./texts";
import { WhatIfTab } from "./whatif/WhatIfTab";

const title = (key: keyof typeof texts.zh): Bilingual => ({ zh: texts.zh[key], en: texts.en[key] });

/** What this feature itself brings to the studio; others bring theirs from their own folders. */
export const processTabs: StudioTab[] = [
  { name: "efficiency", title: title("tabEfficiency"), order: 10, Component: EfficiencyTab },
  { name: "process", title: title("tabProcess"), order: 20, Component: ProcessTab },
  { name: "conformance", title: title("tabConformance"), order: 25, Component: ConformanceTab },
  { name: "findings", title: title("tabFindings"), order: 30, Component: FindingsTab },
  { name: "disputes", title: title("tabDisputes"), order: 40, Component: DisputesTab },
  { name: "matters", title: title("tabMatters"), order: 60, Component: MattersTab },
  { name: "whatif", title: title("tabWhatIf"), order: 50, Component: WhatIfTab },
  { name: "proposals", title: title("tabProposals"), order: 65, Component: ProposalsTab },
];
