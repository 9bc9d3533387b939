type Job = () => unknown;
const AFTER = 2_000;
const rest = (job: () => void): void => {
  if (typeof requestIdleCallback === "function") requestIdleCallback(job);
  else setTimeout(job, 200);
};

/**
 * Do jobs one after the other while nobody waits for the page: what will be needed soon is then there. A job that
 * fails is left; whoever needs it will ask again and be told. Returns what ends it.
 */
export function whileIdle(jobs: Job[], after = AFTER): () => void {
  let over = false;
  const next = ([job, ...others]: Job[]): void => {
    if (!job) return;
    rest(() => {
      if (!over) void Promise.resolve().then(job).catch(() => undefined).then(() => { next(others); });
    });
  };
  const timer = setTimeout(() => { next(jobs); }, after);
  return () => {
    over = true;
    clearTimeout(timer);
  };
}
