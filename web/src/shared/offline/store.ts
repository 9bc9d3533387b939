/** What a phone keeps while there is no network: drafts on their way, their photos, and what was last read. */

export interface Table<T> {
  all: () => Promise<T[]>;
  get: (key: string) => Promise<T | undefined>;
  put: (key: string, value: T) => Promise<void>;
  remove: (key: string) => Promise<void>;
  clear: () => Promise<void>;
}

const NAMES = ["outbox", "files", "kept"] as const;
export type TableName = (typeof NAMES)[number];

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("yiwang", 1);
    asked.onupgradeneeded = () => {
      for (const name of NAMES) asked.result.createObjectStore(name);
    };
    asked.onsuccess = () => {
      // A newer page in another tab may want to change the tables: do not stand in its way.
      asked.result.onversionchange = () => {
        asked.result.close();
        database = null;
      };
      // Browsers shut it by themselves as well (memory is short, the application slept): the next use opens it again.
      asked.result.onclose = () => { database = null; };
      resolve(asked.result);
    };
    asked.onerror = () => { reject(asked.error ?? new Error("no store")); };
  });
}

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error("refused")); };
  });

/** A change counts only when its transaction is complete: "kept" must survive a battery that dies. */
const committed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => { resolve(); };
    transaction.onabort = () => { reject(transaction.error ?? new Error("not kept")); };
  });

let database: Promise<IDBDatabase> | null = null;

function connection(): Promise<IDBDatabase> {
  database ??= opened().catch((error: unknown) => {
    database = null;
    throw error;
  });
  return database;
}

function table<T>(name: TableName): Table<T> {
  const reading = async () => (await connection()).transaction(name).objectStore(name);
  const writing = async (change: (store: IDBObjectStore) => void) => {
    const transaction = (await connection()).transaction(name, "readwrite", { durability: "strict" });
    change(transaction.objectStore(name));
    await committed(transaction);
  };
  return {
    all: async () => (await answered((await reading()).getAll())) as T[],
    get: async (key) => (await answered((await reading()).get(key))) as T | undefined,
    put: (key, value) => writing((store) => { store.put(value, key); }),
    remove: (key) => writing((store) => { store.delete(key); }),
    clear: () => writing((store) => { store.clear(); }),
  };
}

/** Where a browser keeps nothing (some private windows), a draft lasts as long as its page. */
export function memory<T>(): Table<T> {
  const rows = new Map<string, T>();
  return {
    all: () => Promise.resolve([...rows.values()]),
    get: (key) => Promise.resolve(rows.get(key)),
    put: (key, value) => Promise.resolve(void rows.set(key, value)),
    remove: (key) => Promise.resolve(void rows.delete(key)),
    clear: () => Promise.resolve(rows.clear()),
  };
}

export const lasting = typeof indexedDB !== "undefined";
export const tableOf = <T>(name: TableName): Table<T> => (lasting ? table<T>(name) : memory<T>());
