import type {ConnectomeData, DashboardData, PictureGraph} from './data.ts';

/** A picture to draw: what it shows and the file it goes to, which is replaced in one step when the picture is whole. */
export type PictureJob =
	| {readonly kind: 'dashboard'; readonly data: DashboardData; readonly file: string}
	| {readonly kind: 'connectome'; readonly data: Omit<ConnectomeData, 'graph'>; readonly file: string};

/** To the worker. The graph comes before the first connectome and again when it changes. */
export type Request = ({readonly id: number} & PictureJob) | {readonly kind: 'graph'; readonly graph: PictureGraph};

/** From the worker, one for each job. */
export type Reply = {readonly id: number} & (PictureMade | {readonly error: string; readonly code: string});

export interface PictureMade {
	/** Time that drawing and writing took, ms. */
	readonly ms: number;
	/** Size of the file. */
	readonly bytes: number;
}
