/** Keeps the last result of `make` for as long as all of `keys` stay what they were. */
export function lastFor<Result>(): (keys: readonly unknown[], make: () => Result) => Result {
	let known: {readonly keys: readonly unknown[]; readonly result: Result} | undefined;
	return (keys, make) => {
		if (!known || known.keys.length !== keys.length || keys.some((key, at) => !Object.is(key, known?.keys[at])))
			known = {keys, result: make()};
		return known.result;
	};
}

/** Keeps the last result of `draw` for as long as `key` stays the same. */
export function lastValue<Result>(): (key: string, draw: () => Result) => Result {
	const last = lastFor<Result>();
	return (key, draw) => last([key], draw);
}
