/*
A graph that is too large for a screen to hold stays in the run's process. The screen says what it draws, and gets what a picture of that needs:
its size does not depend on the graph's.
*/

/** What a screen draws of a graph: a window of the unit square (its centre, and how many times its side goes into the square's) in cells. */
export interface PartLook {
	readonly x: number;
	readonly y: number;
	readonly zoom: number;
	readonly columns: number;
	readonly rows: number;
}

/** What the window shows. Either nodes one by one, or cells of many nodes each. */
export interface GraphPart {
	readonly look: PartLook;
	/** Cells: the frame's field holds the mean of each, by a sample of its nodes. Else it holds a value for each of `nodes`. */
	readonly dense: boolean;
	/** Nodes in the window. */
	readonly shown: number;
	/** Of each cell, where `dense`: its nodes, and the braille dots that they set; else empty. */
	readonly counts: Int32Array;
	readonly dots: Uint8Array;
	/** Nodes of the graph, ascending: those in the window and those that edges in it lead to; where `dense`, one of each cell. */
	readonly nodes: Int32Array;
	/** Their places in the unit square. */
	readonly x: Float32Array;
	readonly y: Float32Array;
	/** Their names, where the graph has any and they are not too many to be read. */
	readonly names?: readonly string[];
	/** Edges at each cell's nodes on average where `dense`, else at each of `nodes`; and the least and the most in the whole graph. */
	readonly degrees: Float32Array;
	readonly degreeRange: readonly [least: number, most: number];
	/** Edges between `nodes`, as places in it, each pair once: a sample when all are too many. */
	readonly from: Int32Array;
	readonly to: Int32Array;
	/** Share of the window's edges that are among them, 0 … 1. */
	readonly edgeShare: number;
}

/** A node joined to another one. */
export interface NearNode {
	readonly node: number;
	readonly name?: string | undefined;
	readonly x: number;
	readonly y: number;
	/** Sums of the weights of the edges from it and to it; absent when there are none. */
	readonly incoming?: number | undefined;
	readonly outgoing?: number | undefined;
}

/** What there is to say of one node beside its value. */
export interface NodeReport {
	readonly node: number;
	readonly name?: string | undefined;
	readonly x: number;
	readonly y: number;
	/** Edges, and sums of their weights; undirected ones count both ways. */
	readonly incoming: number;
	readonly outgoing: number;
	readonly strengthIn: number;
	readonly strengthOut: number;
	/** Nodes that it is joined to. */
	readonly joined: number;
	/** The first of them, the greatest weight first. */
	readonly near: readonly NearNode[];
}

/** How a screen asks for what it draws. */
export interface GraphParts {
	/** Whether nodes have names. */
	readonly named: boolean;
	/** What is drawn from now on, and the nodes whose values are shown besides; frames follow. The same again changes nothing. */
	look(look: PartLook, watched: readonly number[]): void;
	/** The node that a text names: a name, an index, the beginning of one name alone. Throws `node` when it names none or several. */
	report(of: string): Promise<NodeReport>;
	/** Some nodes with the most edges, the first first, without those that they are joined to. */
	hubs(): Promise<readonly NodeReport[]>;
	/** Calls back when something else than before is there to draw. Returns how to stop. */
	onArrival(listener: () => void): () => void;
}

/** Values of nodes that a screen watches one by one. */
export interface Watched {
	readonly nodes: readonly number[];
	readonly values: ArrayLike<number>;
}
