import type { JournalItem } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { ACTORS, STAGES } from "@/shared/i18n/vocabulary";
import { When } from "@/shared/ui/parts";
import { actorName } from "../model/track";
import { texts } from "./texts";

/** Every entry with its place in the hash chain; nothing here can be changed. */
export function Journal({ journal }: { journal: JournalItem[] }) {
  const t = useTexts(texts);
  const say = useSay();
  if (journal.length === 0) return <p className="weak">{t("noJournal")}</p>;
  return (
    <table className="journal">
      <tbody>
        {journal.map((item) => (
          <tr key={item.seq} title={t("hash", { hash: item.hash })}>
            <td className="weak">{item.seq}</td>
            <td><When at={item.at} /></td>
            <td>{say(ACTORS[actorName(item)] ?? actorName(item))}</td>
            <td>
              <span className="strong">{say(item.label) || item.action}</span>
              {item.words?.map((words) => <p key={words} className="pre weak">{words}</p>)}
            </td>
            <td className="weak">
              {item.target && item.target !== item.origin ? `${item.origin ? `${say(STAGES[item.origin])} → ` : ""}${say(STAGES[item.target])}` : ""}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
