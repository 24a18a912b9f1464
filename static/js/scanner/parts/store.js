/** What the phone keeps: records (durable before the screen turns green), the sealed list, and a few facts. */

const NAME = "forum-porte";
const VERSION = 1;

/**
 * The open database, with a second chance: phones drop the connection while asleep.
 * Stores: `records` by id (indexes `state`, `place`), `list` by the first byte of the place, `facts` by name.
 */
export function openStore() {
  let opening = null;

  function database() {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = () => {
        const records = request.result.createObjectStore("records", { keyPath: "id" });
        records.createIndex("state", "state");
        records.createIndex("place", "place");
        request.result.createObjectStore("list");
        request.result.createObjectStore("facts");
      };
      request.onsuccess = () => {
        request.result.onclose = request.result.onversionchange = () => {
          request.result.close();
          opening = null;
        };
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
    });
    return opening;
  }

  async function once(stores, mode, work) {
    const base = await database();
    return new Promise((resolve, reject) => {
      const transaction = base.transaction(stores, mode, { durability: mode === "readwrite" ? "strict" : "default" });
      let result;
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
      work(transaction, (value) => (result = value));
    });
  }

  async function inside(stores, mode, work) {
    try {
      return await once(stores, mode, work);
    } catch (fault) {
      if (fault?.name !== "InvalidStateError" && fault?.name !== "UnknownError") throw fault;
      opening = null;
      return once(stores, mode, work);
    }
  }

  const read = (store, ask) =>
    inside([store], "readonly", (transaction, give) => {
      const request = ask(transaction.objectStore(store));
      request.onsuccess = () => give(request.result);
    });

  return {
    /** Keep records; resolves once they are on the phone's disk. */
    keep: (...records) =>
      inside(["records"], "readwrite", (transaction) =>
        records.forEach((record) => transaction.objectStore("records").put(record)),
      ),
    /** Change records read in the same transaction, so that no other tab's change is lost. */
    change: (ids, turn) =>
      inside(["records"], "readwrite", (transaction, give) => {
        const store = transaction.objectStore("records");
        const found = [];
        ids.forEach((id, at) => {
          store.get(id).onsuccess = (event) => {
            if (event.target.result) found.push(event.target.result);
            if (at !== ids.length - 1) return;
            const turned = turn(found);
            turned.forEach((record) => store.put(record));
            give(turned);
          };
        });
      }),
    record: (id) => read("records", (store) => store.get(id)),
    all: () => read("records", (store) => store.getAll()),
    inState: (state) => read("records", (store) => store.index("state").getAll(state)),
    waiting: () => read("records", (store) => store.index("state").count("waiting")),
    ofBadge: (place) => read("records", (store) => store.index("place").getAll(place)),
    drop: (ids) =>
      inside(["records"], "readwrite", (transaction) =>
        ids.forEach((id) => transaction.objectStore("records").delete(id)),
      ),
    fact: (name) => read("facts", (store) => store.get(name)),
    setFact: (name, value) =>
      inside(["facts"], "readwrite", (transaction) => transaction.objectStore("facts").put(value, name)),
    /** The sealed line at that place of the list. */
    line: async (place) => (await read("list", (store) => store.get(place.slice(0, 2))))?.[place],
    listSize: async () =>
      (await read("list", (store) => store.getAll())).reduce((sum, lines) => sum + Object.keys(lines).length, 0),
    /** The whole list or what changed of it, and its hour, in one transaction. */
    setList: (shelves, gone, at, complete) =>
      inside(["list", "facts"], "readwrite", (transaction) => {
        const store = transaction.objectStore("list");
        transaction.objectStore("facts").put(at, "listAt");
        if (complete) {
          store.clear();
          for (const [shelf, lines] of shelves) store.put(lines, shelf);
          return;
        }
        for (const shelf of new Set([...shelves.keys(), ...gone.map((place) => place.slice(0, 2))])) {
          store.get(shelf).onsuccess = (event) => {
            const lines = { ...event.target.result, ...shelves.get(shelf) };
            gone.forEach((place) => delete lines[place]);
            store.put(lines, shelf);
          };
        }
      }),
    /** Forget the list and every fact: the phone was revoked. Records stay until a supervisor has seen them. */
    wipe: () =>
      inside(["list", "facts"], "readwrite", (transaction) => {
        transaction.objectStore("list").clear();
        transaction.objectStore("facts").clear();
      }),
  };
}
