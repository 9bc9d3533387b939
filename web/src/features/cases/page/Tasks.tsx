import type { Clock, Task } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { TASK_KINDS, TASK_STATUSES } from "@/shared/i18n/vocabulary";
import { Left, When } from "@/shared/ui/parts";
import { texts } from "./texts";

/** Tasks as a tree: joint work stands below the lead task that asked for it. */
export function Tasks({ tasks, clocks }: { tasks: Task[]; clocks: Clock[] }) {
  const t = useTexts(texts);
  if (tasks.length === 0) return <p className="weak">{t("noTasks")}</p>;
  const known = new Set(tasks.map((task) => task.id));
  const roots = tasks.filter((task) => !task.parent || !known.has(task.parent));
  return (
    <ul className="tasks">
      {roots.map((task) => (
        <Branch key={task.id} task={task} tasks={tasks} clocks={clocks} />
      ))}
    </ul>
  );
}

const person = (task: Task): string | null => (typeof task.person === "string" ? task.person : (task.person?.name ?? null));

function Branch({ task, tasks, clocks }: { task: Task; tasks: Task[]; clocks: Clock[] }) {
  const t = useTexts(texts);
  const say = useSay();
  const live = clocks.find((clock) => clock.task === task.id && (clock.status === "running" || clock.status === "paused"));
  const below = tasks.filter((one) => one.parent === task.id);
  const who = person(task);
  return (
    <li>
      <div className="task" data-live={task.status === "open" || task.status === "signed"}>
        <span className="tag">{say(TASK_KINDS[task.kind] ?? task.kind)}</span>
        <strong>{task.unit?.name ?? "—"}</strong>
        {who && <span className="weak">{t("person", { name: who })}</span>}
        <span className="weak">{say(TASK_STATUSES[task.status] ?? task.status)}</span>
        <span className="grow" />
        {live && <Left clock={live} started={live.started_at} named />}
      </div>
      <div className="weak small task-times">
        <When at={task.opened_at} />
        {task.signed_at && <span>{t("signedAt")} <When at={task.signed_at} /></span>}
        {task.done_at && <span>{t("doneAt")} <When at={task.done_at} /></span>}
      </div>
      {task.result && <p className="pre">{task.result}</p>}
      {below.length > 0 && (
        <ul className="tasks">
          {below.map((one) => (
            <Branch key={one.id} task={one} tasks={tasks} clocks={clocks} />
          ))}
        </ul>
      )}
    </li>
  );
}
