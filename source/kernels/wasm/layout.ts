/*
Where things lie in the first 64 KiB of a kernel's memory, in bytes. Both sides read this file: TypeScript that writes the jobs, and AssemblyScript
that carries them out. The words that threads wait on have cache lines of their own.
*/

/** Gate of the threads: bits 0–7 threads inside, bit 8 closed, bit 9 quit, the rest counts the jobs. */
export const gateAt = 64;
/** Number of threads that sleep on the gate. */
export const sleepersAt = 128;
/** The next part of the job that nobody has taken. */
export const nextPartAt = 192;

/** What to do, in how many parts, and the table of where each part begins (parts + 1 words). */
export const jobKindAt = 256;
export const jobPartsAt = 260;
export const jobStartsAt = 264;

/** More threads than these are of no use, and the gate counts no more than 255. */
export const mostThreads = 128;

/* Jobs */
export const jobStep = 1;
export const jobClassify = 2;
export const jobEvaluate = 3;
export const jobSeparate = 4;
export const jobUnite = 5;
export const jobCount = 6;
export const jobLargest = 7;

/* The step. 32-bit words first, then doubles. */
export const nodesAt = 512;
export const sliceStartAt = 516;
export const tableAt = 520;
export const weightsAt = 524;
export const rowOfAt = 528;
export const fromAt = 532;
export const toAt = 536;
export const stimulusAt = 540;
export const couplingKindAt = 544;
export const lawAt = 548;
export const noiseKindAt = 552;
export const noiseAddAt = 556;
export const noiseMixAt = 560;
export const couplingAt = 564;
export const stimulusScaleAt = 568;
export const noiseScaleAt = 572;
export const sharedNoiseAt = 576;
export const stimulusDecayAt = 580;
export const minAt = 584;
export const maxAt = 588;
export const stimulatedAt = 592;
export const noiseStepAt = 596;
export const noiseLowAt = 600;
/** The numbers of the model's law, doubles: its factor of time, and two more. */
export const scalarsAt = 616;
/** Rows too long for a slice: where those of each window begin, and three words a row. 0: there are none. */
export const longStartAt = 640;
export const longRowsAt = 644;

/* Ways of coupling */
export const unitDifferences = 0;
export const weightedDifferences = 1;
export const signedDifferences = 2;
export const weightedSums = 3;

/* Laws on site; an exchange pass has none */
export const exchangeLaw = 0;
export const voidLaw = 1;
export const linearRateLaw = 2;

/* Noise */
export const noNoise = 0;
export const sharedNoise = 1;
export const nodeNoise = 2;

/* The measurements. */
export const fieldAt = 1024;
export const neighbourStartAt = 1028;
export const neighboursAt = 1032;
export const positiveAt = 1036;
export const negativeAt = 1040;
export const settledAt = 1044;
export const degreeAt = 1048;
export const activeAt = 1052;
export const parentAt = 1056;
export const sizeAt = 1060;
export const momentsAt = 1064;
export const tallyAt = 1068;
export const histogramAt = 1072;
export const histogramBytesAt = 1076;
export const gainedAt = 1080;
export const gainedRoomAt = 1084;
export const thresholdAt = 1088;
export const highAt = 1092;
export const afreshAt = 1096;

/** Each thread has a line of counters at tally + 64 · thread. */
export const tallyBytes = 64;
export const tallyDegree = 0;
export const tallyGained = 8;
export const tallyLost = 12;
export const tallyUnited = 16;
export const tallyLargest = 20;

/** Rows of one window: slices are made of rows of one window alone, so that a byte tells a row. */
export const windowRows = 256;
/** Nodes whose sums are taken together, in float64: the order of summation, and so the bits, do not depend on the threads. */
export const momentNodes = 4096;
/** Numbers kept of each block of nodes: first value, sum of differences to it, sum of their squares; doubles. */
export const momentBytes = 24;

/** Where a kernel may put what it needs; below lie control words and jobs. */
export const firstFreeAt = 65536;
