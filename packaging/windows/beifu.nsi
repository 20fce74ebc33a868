; The Windows installer: for the user alone, no administrator, double-click. makensis -DVERSION=… -DDIST=… beifu.nsi
Unicode true
!include "MUI2.nsh"
!define APP "beifu"
!define TITLE "备付"
!define ID "io.github.beifu.Beifu"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"
!ifndef VERSION
  !error "VERSION is not given"
!endif
!ifndef DIST
  !define DIST "..\..\dist\beifu"
!endif
!ifndef OUT
  !define OUT "beifu-${VERSION}-setup.exe"
!endif
Name "${TITLE}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=0 "FileDescription" "${TITLE}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "GPL-3.0-or-later"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${APP}.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

Section
  SetOutPath "$INSTDIR"
  ; An upgrade must not find modules of the version before.
  RMDir /r "$INSTDIR\_internal"
  File /r "${DIST}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${APP}.exe"
  ; Toasts with buttons need one id in the shortcut's name and in the program.
  WriteRegStr HKCU "Software\Classes\AppUserModelId\${ID}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "Software\Classes\.beifu" "" "${ID}.backup"
  WriteRegStr HKCU "Software\Classes\${ID}.backup" "" "备付备份"
  WriteRegStr HKCU "Software\Classes\${ID}.backup\shell\open\command" "" '"$INSTDIR\${APP}.exe" "%1"'
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${APP}.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Beifu authors"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
SectionEnd

; The user's data lie elsewhere and stay.
Section "Uninstall"
  RMDir /r "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  DeleteRegKey HKCU "Software\Classes\AppUserModelId\${ID}"
  DeleteRegKey HKCU "Software\Classes\.beifu"
  DeleteRegKey HKCU "Software\Classes\${ID}.backup"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP}"
SectionEnd
