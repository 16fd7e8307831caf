/** Keeps the last result of `draw` for as long as `key` stays the same. */
export function lastValue<Result>(): (key: string, draw: () => Result) => Result {
	let known: {readonly key: string; readonly result: Result} | undefined;
	return (key, draw) => {
		if (known?.key !== key) known = {key, result: draw()};
		return known.result;
	};
}
