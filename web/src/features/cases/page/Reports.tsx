import type { Report } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { When } from "@/shared/ui/parts";
import { useChannels } from "../queries";
import { isImage } from "./Evidence";
import { texts } from "./texts";
import { Unmask } from "./Unmask";

/** Every report of the case; the first one open, merged ones folded. Reporters come masked from the server. */
export function Reports({ number, reports }: { number: string; reports: Report[] }) {
  return (
    <div className="reports">
      {reports.map((report, index) => (
        <One key={report.id} report={report} open={index === 0} />
      ))}
      {reports.some((report) => report.reporter) && <Unmask number={number} />}
    </div>
  );
}

function One({ report, open }: { report: Report; open: boolean }) {
  const t = useTexts(texts);
  const channel = useChannels();
  const who = [report.reporter?.name, report.reporter?.phone].filter(Boolean).join(" ");
  return (
    <details open={open}>
      <summary>
        <span className="tag">{channel(report.channel)}</span>
        <span>{who || t("anonymous")}</span>
        <span className="weak">
          <When at={report.reported_at} />
        </span>
        {!open && <span className="one-line weak">{report.text}</span>}
      </summary>
      <p className="pre report-text">{report.text}</p>
      {report.address && <p className="weak">{report.address}</p>}
      <Gallery report={report} />
    </details>
  );
}

function Gallery({ report }: { report: Report }) {
  const t = useTexts(texts);
  if (report.media.length === 0) return null;
  return (
    <ul className="gallery">
      {report.media.map((one) => (
        <li key={one.id}>
          <a href={one.url} target="_blank" rel="noreferrer">
            {isImage(one) ? <img src={one.url} alt={t("attachment", { name: one.name })} loading="lazy" /> : one.name}
          </a>
        </li>
      ))}
    </ul>
  );
}
