import type { ReadText } from "@/shared/api/reading";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { texts } from "./texts";
import "./reading.css";

/** Tags of a text; the words that led to each stand beside it, not behind a hover. */
function Tags({ tags }: Pick<ReadText, "tags">) {
  const t = useTexts(texts);
  const say = useSay();
  if (tags.length === 0) return null;
  return (
    <ul className="reading-tags" aria-label={t("tags")}>
      {tags.map((tag) => (
        <li key={tag.code}>
          <span className="tag">{say(tag.name)}</span>{" "}
          <span className="weak small">{say(tag.reason)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What the words of a text say, each with why. */
export function ReadingPanel({ reading, missing = [] }: { reading: ReadText; missing?: string[] }) {
  const t = useTexts(texts);
  const say = useSay();
  const { tags, subjects, elements, feeling, personal, failed } = reading;
  const found = elements.filter(({ words }) => words.length > 0);
  return (
    <div className="reading">
      <Tags tags={tags} />
      <dl>
        {found.map(({ code, name, words }) => (
          <Line key={code} name={say(name)} said={words.join(t("and"))} />
        ))}
        {missing.length > 0 && <Line name={t("missing")} said={missing.join(t("and"))} />}
        {subjects.length > 0 && <Line name={t("subjects")} said={subjects.map((one) => `${one.name}（${say(one.reason)}）`).join(t("and"))} />}
        {feeling.kind !== "neutral" && <Line name={t("feeling")} said={say(feeling.reason)} />}
        {personal.length > 0 && <Line name={t("personal")} said={personal.map((one) => `${say(one.name)} × ${String(one.count)}`).join(t("and"))} />}
        {failed.length > 0 && <Line name={t("failed")} said={failed.join(t("and"))} />}
      </dl>
    </div>
  );
}

function Line({ name, said }: { name: string; said: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{said}</dd>
    </div>
  );
}
