import { ThumbsUp } from "lucide-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { load, save } from "@/shared/lib/storage";
import type { NearProblem } from "./api";
import { sendVote } from "./api";
import { texts } from "./texts";

const VOTED = "voted";

/** 附议: wanted solved too, without a report and without an answer; pressed again it is taken back. */
export function Vote({ one }: { one: NearProblem }) {
  const t = useTexts(texts);
  const say = useSay();
  const [own, setOwn] = useState(() => load<string[]>(VOTED, []).includes(one.number));
  const [votes, setVotes] = useState(one.votes);
  const vote = useMutation({
    mutationFn: (wanted: boolean) => sendVote(one.number, wanted),
    networkMode: "always",
    onSuccess: (answer) => {
      const others = load<string[]>(VOTED, []).filter((number) => number !== one.number);
      save(VOTED, answer.voted ? [...others, one.number] : others);
      setOwn(answer.voted);
      setVotes(answer.votes);
    },
  });
  return (
    <>
      <button type="button" className="btn" aria-pressed={own} disabled={vote.isPending} title={t("voteHint")} onClick={() => { vote.mutate(!own); }}>
        <ThumbsUp size={20} aria-hidden />
        {own ? t("voted", { n: votes }) : t("vote", { n: votes })}
      </button>
      {vote.isError && <p className="problem" role="alert">{say(asApiError(vote.error).sentence)}</p>}
    </>
  );
}
