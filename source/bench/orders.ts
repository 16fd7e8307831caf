/*
The talk with a contestant, over its stdin and stdout (fixtures/bench/baseline.h says the same to those written in C). When it is ready it says a uint32 0. Then

	uint32 1, uint32 ticks, ticks × {float rate, coupling, noiseScale; uint32 tick}  →  double ms[ticks]
	uint32 2, uint32 0                                                              →  float field[n]
*/

/** What of a tick's plan a contestant is told, and which tick it is. */
export interface TickOrder {
	/** dt · T(t). */
	readonly rate: number;
	readonly coupling: number;
	readonly noiseScale: number;
	readonly tick: number;
}

export const readyBytes = 4;
/** Bytes before the ticks of an order. */
export const orderBytes = 8;
export const tickBytes = 16;
export const runOrder = 1;
export const fieldOrder = 2;

/** An order to take these ticks. */
export function encodeRun(ticks: readonly TickOrder[]): Uint8Array {
	const data = new DataView(new ArrayBuffer(orderBytes + ticks.length * tickBytes));
	data.setUint32(0, runOrder, true);
	data.setUint32(4, ticks.length, true);
	for (const [i, {rate, coupling, noiseScale, tick}] of ticks.entries()) {
		const at = orderBytes + i * tickBytes;
		data.setFloat32(at, rate, true);
		data.setFloat32(at + 4, coupling, true);
		data.setFloat32(at + 8, noiseScale, true);
		data.setUint32(at + 12, tick, true);
	}
	return new Uint8Array(data.buffer);
}

/** An order to tell the field. */
export const encodeField = (): Uint8Array => new Uint8Array(Uint32Array.of(fieldOrder, 0).buffer);

/** The tick numbers of an order's body. */
export function decodeTicks(body: Uint8Array): number[] {
	const data = new DataView(body.buffer, body.byteOffset, body.byteLength);
	return Array.from({length: body.length / tickBytes}, (_, i) => data.getUint32(i * tickBytes + 12, true));
}
