import type { ReactNode } from "react";
import { useEffect, useState } from "react";

import { onSessionExpired } from "@/shared/api/client";
import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState, Skeleton } from "@/shared/ui/states";
import { MeContext, useMeQuery } from "./me";
import { SignInForm } from "./SignInForm";
import { texts } from "./texts";
import "./session.css";

/** Lets only signed-in people through. When a session ends later, the page stays and asks in front of it. */
export function SessionGate({ children }: { children: ReactNode }) {
  const me = useMeQuery();
  if (me.data) return <Inside me={me.data}>{children}</Inside>;
  if (me.error && asApiError(me.error).status === 401) return <SignInPage />;
  if (me.error) return <ErrorState error={me.error} retry={() => void me.refetch()} />;
  return <Skeleton rows={4} />;
}

function Inside({ me, children }: { me: NonNullable<ReturnType<typeof useMeQuery>["data"]>; children: ReactNode }) {
  const t = useTexts(texts);
  const [expired, setExpired] = useState(false);
  useEffect(() => onSessionExpired(() => { setExpired(true); }), []);
  return (
    <MeContext value={me}>
      {children}
      {expired && (
        <Sheet title={t("expired")} onClose={() => { setExpired(false); }}>
          <p>{t("expiredText")}</p>
          <SignInForm onDone={() => { setExpired(false); }} />
        </Sheet>
      )}
    </MeContext>
  );
}

export function SignInPage({ note }: { note?: string }) {
  const t = useTexts(texts);
  return (
    <main className="sign-in">
      <section className="panel">
        <h1>{t("product")}</h1>
        {note && <p className="problem" role="alert">{note}</p>}
        <SignInForm />
        <a href="/">{t("toPublic")}</a>
      </section>
    </main>
  );
}
