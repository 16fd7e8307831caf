import type {TableOptions} from '../edge-table.ts';

/** How a file is to be understood, and how much memory its graph may take. */
export interface ReadOptions extends TableOptions {
	/** Bytes; a file that announces more is refused before anything is allocated. */
	readonly memoryLimit?: number;
}
