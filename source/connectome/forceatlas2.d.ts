/** One iteration of graphology's ForceAtlas2 on its own flat matrices, which need no graphology graph. */
declare module 'graphology-layout-forceatlas2/iterate.js' {
	interface Settings {
		linLogMode: boolean;
		outboundAttractionDistribution: boolean;
		adjustSizes: boolean;
		edgeWeightInfluence: number;
		scalingRatio: number;
		strongGravityMode: boolean;
		gravity: number;
		slowDown: number;
		barnesHutOptimize: boolean;
		barnesHutTheta: number;
	}
	/** `nodes` has 10 numbers a node (x, y, dx, dy, old dx, old dy, mass, convergence, size, fixed), `edges` 3 an edge (offsets of its nodes in `nodes`, weight). */
	export default function iterate(settings: Settings, nodes: Float64Array, edges: Float64Array): object;
}
