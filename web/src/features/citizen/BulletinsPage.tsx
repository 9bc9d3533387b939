import { useTexts } from "@/shared/i18n/catalogue";
import { When } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { usePublicBulletins } from "./api";
import { Frame } from "./Frame";
import { texts } from "./texts";

/** What the city publishes about its work, to read or to keep; no account needed. */
export default function BulletinsPage() {
  const t = useTexts(texts);
  const query = usePublicBulletins();
  return (
    <Frame>
      <h1>{t("bulletins")}</h1>
      <Loaded query={query} rows={4}>
        {({ items }) => items.length === 0 ? <EmptyState title={t("noBulletin")} /> : (
          <ul className="citizen-bulletins">
            {items.map(({ id, title, published_at }) => (
              <li key={id}>
                <a href={`/api/v1/public/bulletins/${id}`}><strong>{title}</strong></a>
                <span className="weak"><When at={published_at} /> <a href={`/api/v1/public/bulletins/${id}?format=pdf`}>PDF</a> <a href={`/api/v1/public/bulletins/${id}?format=docx`}>Word</a></span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Frame>
  );
}
