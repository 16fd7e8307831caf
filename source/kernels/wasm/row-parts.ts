import type {Arena} from './memory.ts';

/** The bounds of parts of `step` rows over `rows` rows. */
export function partsOfRows(arena: Arena, rows: number, step: number): Int32Array {
	const parts = arena.int32(Math.ceil(rows / step) + 1);
	for (let part = 0; part < parts.length; part++) parts[part] = Math.min(rows, part * step);
	return parts;
}
