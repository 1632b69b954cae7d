# Where the program finds its data when it runs from the build tree, and the fonts that go beside it.
find_file(BACKSTORY_TEXT_FONT Inter-Regular.otf
          PATHS /usr/share/fonts/opentype/inter /usr/share/fonts/truetype/inter /usr/local/share/fonts /Library/Fonts)
find_file(BACKSTORY_STRONG_FONT Inter-SemiBold.otf
          PATHS /usr/share/fonts/opentype/inter /usr/share/fonts/truetype/inter /usr/local/share/fonts /Library/Fonts)
find_file(BACKSTORY_ICON_FONT forkawesome-webfont.ttf
          PATHS /usr/share/fonts/truetype/fork-awesome /usr/local/share/fonts /Library/Fonts)
set(BACKSTORY_FONTS_DIR ${CMAKE_BINARY_DIR}/fonts)
foreach(font IN ITEMS TEXT STRONG ICON)
    if(BACKSTORY_${font}_FONT)
        file(COPY ${BACKSTORY_${font}_FONT} DESTINATION ${BACKSTORY_FONTS_DIR})
    else()
        message(WARNING "A font of the window is missing (BACKSTORY_${font}_FONT; Debian: fonts-inter, fonts-fork-awesome). "
                        "The program falls back to a plain one.")
    endif()
endforeach()

target_compile_definitions(backstory_workspace PRIVATE
    BACKSTORY_SOURCE_ASSETS="${CMAKE_SOURCE_DIR}/assets"
    BACKSTORY_BUILT_BODY="${CMAKE_BINARY_DIR}/body.glb"
    BACKSTORY_BUILT_FONTS="${BACKSTORY_FONTS_DIR}")
target_compile_definitions(backstory_app PRIVATE BACKSTORY_VERSION="${PROJECT_VERSION}")
