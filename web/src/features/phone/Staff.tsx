import { useQueryClient } from "@tanstack/react-query";
import { Outlet } from "react-router";

import { SignInForm } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useOutbox } from "@/shared/offline/hooks";
import { ErrorState, Skeleton } from "@/shared/ui/states";
import { useIdentity } from "./identity";
import { texts } from "./texts";

/** Lets signed-in people through; when a session has ended, says so and lets them go on after signing in. */
export function Staff() {
  const { me, nobody, query } = useIdentity();
  const { signIn } = useOutbox();
  if (me && !signIn) return <Outlet />;
  if (nobody || signIn) return <SignIn />;
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <Skeleton rows={6} />;
}

export function SignIn() {
  const t = useTexts(texts);
  const client = useQueryClient();
  return (
    <section className="card">
      <h2>{t("signIn")}</h2>
      <p className="weak">{t("signInText")}</p>
      <SignInForm onDone={() => void client.invalidateQueries({ queryKey: ["kept"] })} />
    </section>
  );
}
