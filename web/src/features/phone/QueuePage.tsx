import { useTexts } from "@/shared/i18n/catalogue";
import { QueueList } from "@/shared/offline/QueueList";
import { accountOf, useIdentity } from "./identity";
import { texts } from "./texts";

interface Receipt {
  id: string;
  number: string | null;
  secret: string;
}

/** What waits on this phone, what went out, and what needs a decision. `receipt` gives the address of a citizen's receipt. */
export function QueuePage({ receipt }: { receipt: (of: Receipt) => string }) {
  const t = useTexts(texts);
  const { me } = useIdentity();
  return (
    <>
      <h1>{t("queue")}</h1>
      <QueueList
        account={me ? accountOf(me) : null}
        follow={({ kind, answer, number, body }) => {
          if (kind === "rating") return receipt({ id: "", number: number ?? null, secret: String(body.receipt) });
          return kind === "public" && answer?.secret ? receipt({ id: answer.id ?? "", number: answer.number ?? null, secret: answer.secret }) : null;
        }}
        open={me ? (number) => `/m/tasks/${number}` : undefined}
      />
    </>
  );
}
