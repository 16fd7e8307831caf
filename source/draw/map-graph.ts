/** A graph as the map draws it: nodes in the unit square (x to the right, y down) and couplings in compressed rows. */
export interface MapGraph {
	readonly n: number;
	readonly x: Float32Array;
	readonly y: Float32Array;
	readonly rowPtr: Int32Array;
	readonly colIdx: Int32Array;
	/** Without it, every pair stands in both rows and is drawn once. */
	readonly directed: boolean;
}

/** Where everything of a graph lies in a map of one size. */
export interface MapPlan {
	readonly width: number;
	readonly height: number;
	/** Where the field holds cells: which of them is behind each cell, −1 for none. Else it holds nodes. */
	readonly source?: Int32Array;
	/** Cell of each node; empty where the field holds cells. */
	readonly nodeCell: Int32Array;
	/** Nodes in each cell. */
	readonly nodesIn: ArrayLike<number>;
	/** Braille dots that the nodes set in each cell. */
	readonly nodeDots: Uint8Array;
	/** How full each cell is where dots do not say it, as `densityOf` does. */
	readonly filling: Uint8Array;
	/** The edges that are drawn: their ends, and from `edgeStart[e]` on the cells they cross and the dots they set there. */
	readonly edgeFrom: Int32Array;
	readonly edgeTo: Int32Array;
	readonly edgeStart: Int32Array;
	readonly edgeCell: Int32Array;
	readonly edgeDots: Uint8Array;
	/** Share of all edges that is drawn while active, 0 … 1. */
	readonly edgeShare: number;
}

/** Bit of each dot of a braille cell, by row and column: U+2800 + bits. */
const dotBits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

/** The bit of the dot at (x, y) counted in dots. */
export const dotBit = (x: number, y: number): number => dotBits[(y & 3) * 2 + (x & 1)] ?? 0;
