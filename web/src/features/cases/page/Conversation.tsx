import type { CaseDetail } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { ACTORS, NOTES } from "@/shared/i18n/vocabulary";
import { When } from "@/shared/ui/parts";
import { texts } from "./texts";

/** What people wrote to each other about the case; what the public sees stands clearly apart. */
export function Conversation({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const say = useSay();
  const said = one.conversation ?? [];
  if (said.length === 0) return <p className="weak">{t("noWords")}</p>;
  return (
    <ol className="conversation">
      {said.map(({ at, kind, public: open, author, text }, index) => (
        <li key={index} data-public={open}>
          <p className="weak small">
            <span className="tag" data-tone={open ? "" : "internal"}>{open ? t("seenByPublic") : t("internal")}</span> {say(NOTES[kind] ?? kind)} · {say(ACTORS[author ?? "system"] ?? author ?? "")} · <When at={at} />
          </p>
          <p className="pre">{text}</p>
        </li>
      ))}
    </ol>
  );
}
