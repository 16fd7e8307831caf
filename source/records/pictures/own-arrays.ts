/**
Prepares a message for another thread: arrays in plain memory go along by transfer, which copies nothing; a view of a part of a larger
buffer is cut out first, or the whole buffer would go with it; shared memory stays shared.
*/
export function ownArrays<Message extends object>(message: Message): {data: Message; transfer: ArrayBuffer[]} {
	const transfer = new Set<ArrayBuffer>();
	const entries = Object.entries(message).map(([key, value]: [string, unknown]) => {
		if (!(value instanceof Float64Array || value instanceof Float32Array) || value.buffer instanceof SharedArrayBuffer)
			return [key, value];
		const own = value.byteLength === value.buffer.byteLength ? value : value.slice();
		transfer.add(own.buffer as ArrayBuffer);
		return [key, own];
	});
	return {data: Object.fromEntries(entries) as Message, transfer: [...transfer]};
}
