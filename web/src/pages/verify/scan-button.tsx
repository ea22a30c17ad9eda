import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './verify.module.css';

/** The part of the Barcode Detection API that is used; browsers without it use their own camera app. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: new (options: { formats: string[] }) => Detector;
  }
}

const EVERY_MS = 250;

/** Reads a QR code with the camera, where the browser can. */
export function ScanButton({ found }: { found: (text: string) => void }): ReactNode {
  const { t } = useTranslation('verify');
  const [open, setOpen] = useState(false);
  if (!window.BarcodeDetector || !navigator.mediaDevices) return null;
  return (
    <>
      <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'scan_stop' : 'scan')}
      </Button>
      {open && (
        <Camera
          found={(text) => {
            setOpen(false);
            found(text);
          }}
        />
      )}
    </>
  );
}

function Camera({ found }: { found: (text: string) => void }): ReactNode {
  const { t } = useTranslation('verify');
  const video = useRef<HTMLVideoElement>(null);
  const tell = useRef(found);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    tell.current = found;
  }, [found]);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    let stopped = false;
    const start = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (stopped || !video.current || !window.BarcodeDetector) return stopTracks(stream);
      const detector = new window.BarcodeDetector({ formats: ['qr_code'] });
      video.current.srcObject = stream;
      await video.current.play();
      const look = async (): Promise<void> => {
        const codes = video.current ? await detector.detect(video.current).catch(() => []) : [];
        if (codes[0] && !stopped) tell.current(codes[0].rawValue);
      };
      timer = setInterval(() => void look(), EVERY_MS);
    };
    start().catch(() => setFailed(true));
    return () => {
      stopped = true;
      clearInterval(timer);
      if (stream) stopTracks(stream);
    };
  }, []);
  if (failed) return <p role="alert">{t('no_camera')}</p>;
  return <video ref={video} className={styles.video} muted playsInline aria-label={t('scan')} />;
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
